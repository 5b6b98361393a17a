/// Where the bank's people live and its branches stand: Jiangsu, by GB/T 2260.
enum Places {
  struct City: Sendable {
    let branch: Int
    let name: String
    let districts: [(code: String, name: String)]
  }

  static let cities: [City] = [
    City(
      branch: 21, name: "南京",
      districts: [
        ("320102", "玄武"), ("320104", "秦淮"), ("320105", "建邺"), ("320106", "鼓楼"), ("320111", "浦口"),
        ("320113", "栖霞"), ("320114", "雨花台"), ("320115", "江宁"),
      ]),
    City(
      branch: 22, name: "苏州",
      districts: [
        ("320505", "虎丘"), ("320506", "吴中"), ("320507", "相城"), ("320508", "姑苏"), ("320509", "吴江"),
        ("320581", "常熟"), ("320582", "张家港"), ("320583", "昆山"),
      ]),
    City(
      branch: 23, name: "无锡",
      districts: [
        ("320205", "锡山"), ("320206", "惠山"), ("320211", "滨湖"), ("320213", "梁溪"), ("320281", "江阴"),
        ("320282", "宜兴"),
      ]),
    City(branch: 24, name: "常州", districts: [("320402", "天宁"), ("320404", "钟楼"), ("320411", "新北"), ("320481", "溧阳")]),
    City(branch: 25, name: "南通", districts: [("320681", "启东"), ("320682", "如皋"), ("320685", "海安")]),
    City(branch: 26, name: "扬州", districts: [("321002", "广陵"), ("321003", "邗江"), ("321012", "江都"), ("321084", "高邮")]),
    City(branch: 27, name: "徐州", districts: [("320302", "鼓楼"), ("320303", "云龙"), ("320311", "泉山"), ("320382", "邳州")]),
    City(branch: 28, name: "泰州", districts: [("321202", "海陵"), ("321203", "高港"), ("321282", "靖江")]),
  ]

  /// City and district, 市 and 区 left out.
  static func name(of region: String) -> String { names[region] ?? region }

  private static let names = Dictionary(
    uniqueKeysWithValues: cities.flatMap { city in city.districts.map { ($0.code, city.name + $0.name) } })
}
