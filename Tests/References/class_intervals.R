# Class membership by R's classInt, an oracle of Tests/TileRendererTests/ClassificationTests.swift beside mapclassify.
#
# Usage: Rscript class_intervals.R > class_intervals.json      (Debian: r-cran-classint; classInt 0.4-9, R 4.2)
#
# Series are those that R publishes in its package `datasets`: `precip`, mean rainfall of 70 US cities (inches); `rivers`, lengths of 141 rivers
# (miles); `islands`, areas of 48 landmasses (thousands of square miles). Membership is by findInterval with left.open: intervals closed on the
# right, as where geo's nominal limits leave an equal value below. `pretty` is left out: R's limits are not mapclassify's, which geo follows. Of head/tail the threshold is 1, which never stops before a single value is left.
suppressWarnings(library(classInt))

series <- list(precip = unname(precip), rivers = rivers, islands = unname(islands))

membership <- function(values, breaks) {
  # A limit that falls on a value is that value: classInt's may differ from it by the last binary digit.
  inner <- signif(breaks[-c(1, length(breaks))], 12)
  findInterval(values, inner, left.open = TRUE)
}

out <- c()
for (name in names(series)) {
  values <- series[[name]]
  for (method in c("fisher", "quantile", "equal", "headtail")) {
    for (k in if (method == "headtail") 0 else c(3, 5, 7)) {
      intervals <- suppressWarnings(switch(method,
        headtail = classIntervals(values, style = "headtails", thr = 1),
        classIntervals(values, n = k, style = method)))
      groups <- membership(values, intervals$brks)
      out <- c(out, sprintf('{"series":"%s","method":"%s","classes":%d,"yb":[%s]}', name, method, k, paste(groups, collapse = ",")))
    }
  }
}
texts <- sapply(names(series), function(name) sprintf('"%s":[%s]', name, paste(format(series[[name]], digits = 15, trim = TRUE), collapse = ",")))
cat(sprintf('{"classInt":"%s","series":{%s},"membership":[%s]}\n', packageVersion("classInt"), paste(texts, collapse = ","), paste(out, collapse = ",")))
