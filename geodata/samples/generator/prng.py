"""A seeded pseudo-random generator whose sequence is the same on every machine and Python."""

from bisect import bisect_right
from itertools import accumulate

MASK = (1 << 64) - 1


class Random:
    """SplitMix64 (Steele, Lea & Flood 2014), used instead of `random` so that no Python release can change the sample."""

    def __init__(self, seed):
        self.state = seed & MASK

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, n):
        """An integer in 0..<n; rejection keeps it unbiased."""
        limit = (1 << 64) - (1 << 64) % n
        while True:
            z = self.bits()
            if z < limit:
                return z % n

    def between(self, low, high):
        """An integer in low...high, both included."""
        return low + self.below(high - low + 1)

    def unit(self):
        """A float in 0..<1 with 53 bits."""
        return (self.bits() >> 11) * 2.0**-53

    def chance(self, percent):
        """True in `percent` cases of a hundred; tenths of a percent count."""
        return self.below(1000) < round(percent * 10)

    def choice(self, items):
        return items[self.below(len(items))]

    def sample(self, items, count):
        """`count` different items in random order."""
        pool = list(items)
        return [pool.pop(self.below(len(pool))) for _ in range(min(count, len(pool)))]

    def shuffle(self, items):
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]


class Weighted:
    """Draws items with probability proportional to an integer weight."""

    def __init__(self, pairs):
        pairs = [(item, weight) for item, weight in pairs if weight > 0]
        self.items = [item for item, _ in pairs]
        self.bounds = list(accumulate(weight for _, weight in pairs))
        self.drawn = 0

    def draw(self, random):
        return self.items[bisect_right(self.bounds, random.below(self.bounds[-1]))]

    def draw_evenly(self):
        """Steps of the golden ratio through the weights: shares of even a short series come close to the weights."""
        self.drawn += 1
        total = self.bounds[-1]
        return self.items[bisect_right(self.bounds, total * (self.drawn * 618_033_988_749 % 10**12) // 10**12)]
