public import GeoCore

/// How a series is cut into classes. The raw value is the word of the query vocabulary.
public enum ClassificationMethod: String, Sendable, CaseIterable, Hashable {
    /// Least sum of squared deviations from the class means (Fisher 1958): the exact optimum.
    case fisher
    /// As many values in each class, as far as ties allow.
    case quantile
    /// Intervals of equal width.
    case equal
    /// Six classes: quantiles at 5, 27.5, 50, 72.5 and 95 %, so that both tails show.
    case q6
    /// At one and two standard deviations from the mean.
    case std
    /// Limits in geometric progression; positive values only.
    case geometric
    /// Cut at the mean, then again above it, as long as values remain above (Jiang 2013): for heavy tails.
    case headtail
    /// Round limits, about as many classes as asked.
    case pretty
    /// The limits given as `breaks`.
    case manual

    /// The number of classes is chosen by the reader rather than by the method.
    public var takesClasses: Bool {
        switch self {
        case .fisher, .quantile, .equal, .geometric, .pretty: true
        case .q6, .std, .headtail, .manual: false
        }
    }

    public var label: LocalizedText {
        switch self {
        case .fisher: LocalizedText("méthode de Fisher", "Fisher's method")
        case .quantile: LocalizedText("quantiles", "quantiles")
        case .equal: LocalizedText("amplitudes égales", "equal intervals")
        case .q6: LocalizedText("méthode Q6", "Q6 method")
        case .std: LocalizedText("moyenne et écart type", "mean and standard deviation")
        case .geometric: LocalizedText("progression géométrique", "geometric progression")
        case .headtail: LocalizedText("méthode « head/tail »", "head/tail breaks")
        case .pretty: LocalizedText("limites rondes", "round limits")
        case .manual: LocalizedText("limites choisies", "chosen limits")
        }
    }
}
