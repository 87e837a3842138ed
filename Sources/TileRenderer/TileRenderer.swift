internal import GeoCore
