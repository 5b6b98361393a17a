@main struct SampleBankTool { static func main() {} }
