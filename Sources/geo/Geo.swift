@main struct Geo { static func main() {} }
