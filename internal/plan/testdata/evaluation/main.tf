# What Terraform makes of every function and construct that needs no provider.
variable "from_file" { type = list(string) }
variable "from_auto" { type = map(number) }
variable "converted" { type = number }
variable "optional" {
  type    = object({ name = string, size = optional(number, 3), tags = optional(map(string), {}), note = optional(string) })
  default = { name = "n" }
}
variable "not_null" {
  type     = string
  default  = "kept"
  nullable = false
}
variable "secret" {
  type      = string
  default   = "canary-evaluation"
  sensitive = true
}
variable "untyped" { default = ["a", 1, true] }

locals {
  users = { ann = { admin = true, groups = ["a", "b"] }, bob = { admin = false, groups = [] } }
  list  = [for name, user in local.users : upper(name) if user.admin]
  map   = { for name, user in local.users : name => length(user.groups) }
  group = { for name, user in local.users : user.admin => name... }
  text  = <<-EOT
    Hello, %{if var.converted > 1}many%{else}one%{endif}!
    %{for name in keys(local.users)~}
    - ${name}
    %{endfor~}
  EOT
}

resource "terraform_data" "variables" {
  input = {
    from_file = var.from_file, from_auto = var.from_auto, converted = var.converted
    optional  = var.optional, not_null = var.not_null, secret = var.secret, untyped = var.untyped
    workspace = terraform.workspace, module = path.module, root = path.root
  }
}

resource "terraform_data" "expressions" {
  input = {
    list = local.list, map = local.map, group = local.group, text = local.text
    splat       = values(local.users)[*].groups
    full        = [for u in values(local.users) : u.admin]
    conditional = var.converted > 1 ? "yes" : "no"
    legacy      = values(local.users).*.admin
    arithmetic  = (7 + 3) * 2 - 10 / 4 % 3
    logic       = !(true && false) || false
    compare     = [1 == 1, "a" != "b", 1 < 2, null == null, [] == []]
    null        = null
    indexed     = local.users["ann"].groups[1]
    quoted      = "a\tb \"c\" $${d} %%{e} \u00e9"
  }
}

resource "terraform_data" "numbers" {
  input = [
    abs(-5), ceil(5.1), floor(4.9), log(50, 10), log(16, 2), max(5, 12, 9), min(5, 12, 9), parseint("ff", 16),
    pow(3, 4), signum(-13), sum([10, 13, 6, 4.5]), max([1, 2]...), 1 / 3, 10 % 3,
  ]
}

resource "terraform_data" "strings" {
  input = [
    chomp("hello\n\n"), endswith("hello", "lo"), format("%s %d %05.2f %q %v %t %x", "a", 3, 2.5, "b", [1], true, 255),
    format("%-5s|%5s|%%", "a", "b"), formatlist("%s-%s", ["a", "b"], "x"), indent(2, "a\nb"), join("-", ["a", "b"]), lower("HeLLo"),
    regex("([a-z]+)-([0-9]+)", "abc-123"), regex("(?P<x>[a-z]+)", "abc"), regexall("[a-z]+", "1 a b2"),
    replace("a+b+c", "+", "-"), replace("hello", "/l+/", "L"), replace("hello", "/(h)(e)/", "$2$1"),
    split(",", "a,b,,c"), startswith("hello", "he"), strcontains("hello", "ell"), strrev("héllo"), substr("hello", 1, 3), substr("héllo", -2, -1),
    title("hello world"), trim("?!hi?!", "!?"), trimprefix("hello", "he"), trimspace("  a\n"), trimsuffix("hello", "lo"), upper("hé"),
  ]
}

resource "terraform_data" "collections" {
  input = [
    alltrue([true, "true"]), anytrue([false, true]), chunklist([1, 2, 3], 2), coalesce("", null, "b"), coalesce(null, 3), coalescelist([], [1]),
    compact(["a", "", null, "b"]), concat([1], ["a"], []), contains(["a", "b"], "b"), distinct(["a", "b", "a"]), element(["a", "b", "c"], 4),
    flatten([[1, [2]], [], 3]), index(["a", "b"], "b"), keys({ b = 1, a = 2 }), length("héllo"), length({ a = 1 }), length([1]),
    lookup({ a = "x" }, "a", "d"), lookup({ a = "x" }, "b", "d"), matchkeys(["x", "y"], ["a", "b"], ["b"]), merge({ a = 1 }, { b = 2, a = 3 }, null),
    one([]), one(["a"]), range(3), range(1, 8, 3), range(4, 1), reverse([1, 2]), setintersection(["a", "b"], ["b"]), setproduct(["a", "b"], [1, 2]),
    setsubtract(["a", "b"], ["a"]), setunion(["a"], ["b"]), slice(["a", "b", "c"], 1, 2), sort(["b", "a"]), transpose({ a = ["1", "2"], b = ["2"] }),
    values({ b = 1, a = 2 }), zipmap(["a", "b"], [1, 2]), toset(["b", "a", "b"]), tolist(["a"]), tomap({ a = 1 }), tonumber("3.5"), tobool("true"), tostring(12.50),
    try(local.users.none, "fallback"), can(local.users.none), can(local.users.ann), local.type_of_conditional,
  ]
}

resource "terraform_data" "encodings" {
  input = [
    base64encode("héllo"), base64decode("aMOpbGxv"), base64sha256("a"), base64sha512("a"), md5("a"), sha1("a"), sha256("a"), sha512("a"),
    csvdecode("a,b\n1,2"), jsondecode("{\"a\":[1,null]}"), jsonencode({ b = "<é>", a = [1, 2.5, null, true] }),
    urlencode("a b&c/ü"), yamldecode("a: [1, {b: c}]"), yamlencode({ a = [1, "b"], c = { d = true, e = null } }), uuidv5("dns", "example.com"),
    textencodebase64("héllo", "UTF-16LE"), textdecodebase64("aADpAGwAbABvAA==", "UTF-16LE"),
  ]
}

resource "terraform_data" "networks" {
  input = [
    cidrhost("10.12.112.0/20", 16), cidrhost("10.12.112.0/20", -1), cidrhost("fd00:fd12:3456:7890::/72", 34), cidrnetmask("172.16.0.0/12"),
    cidrsubnet("172.16.0.0/12", 4, 2), cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162), cidrsubnets("10.1.0.0/16", 4, 4, 8, 4),
  ]
}

resource "terraform_data" "times" {
  input = [
    timeadd("2017-11-22T00:00:00Z", "10m"), timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00"),
    formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z"),
  ]
}

resource "terraform_data" "files" {
  input = [
    file("${path.module}/files/a.txt"), filebase64("files/a.txt"), filemd5("files/a.txt"), filesha256("files/a.txt"), filebase64sha256("files/a.txt"),
    fileexists("files/none"), fileset("files", "**/*.txt"), templatefile("files/t.tftpl", { names = ["a", "b"], who = { x = "y" } }),
    basename("a/b/c.txt"), dirname("a/b/c.txt"), templatestring(local.template, { name = "x" }),
  ]
}

locals {
  template            = "Hi $${name}"
  type_of_conditional = true ? 1 : "a"
}

resource "terraform_data" "later" {}

resource "terraform_data" "unknown" {
  input = {
    id      = terraform_data.later.id
    text    = "pre-${terraform_data.later.id}"
    policy  = jsonencode({ Statement = [{ Action = "*", Resource = terraform_data.later.id }] })
    length  = length([terraform_data.later.id])
    known   = { a = terraform_data.later.id, b = "x" }.b
    time    = timestamp()
    random  = uuid()
  }
}

resource "terraform_data" "counted" {
  count = length(var.from_file)
  input = var.from_file[count.index]
}

resource "terraform_data" "none" {
  count = 0
}

resource "terraform_data" "each" {
  for_each = local.users
  input    = { key = each.key, value = each.value }
}

resource "terraform_data" "each_of_set" {
  for_each = toset(var.from_file)
  input    = each.value
}

resource "terraform_data" "references" {
  input = [
    terraform_data.counted[*].input, terraform_data.counted[1].input, terraform_data.each["ann"].input.value.admin,
    [for k, v in terraform_data.each : k], length(terraform_data.none), values(terraform_data.each_of_set)[*].input, one(terraform_data.none[*].id),
  ]
}

module "nested" {
  source   = "./nested"
  for_each = { a = 1, b = 2 }
  size     = each.value
  names    = { for k, v in local.users : k => v.admin }
}

module "twice" {
  source = "./nested"
  count  = 2
  size   = count.index
  names  = null
}

resource "terraform_data" "outputs" {
  input = [module.nested["a"].doubled, [for m in module.twice : m.doubled], module.twice[*].path]
}

output "all" {
  value = { for k, m in module.nested : k => m.doubled }
}

output "secret" {
  value     = var.secret
  sensitive = true
}
