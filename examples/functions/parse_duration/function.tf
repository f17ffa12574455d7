output "quarter" {
  # { canonical = "P3M", days = 0, months = 3, seconds = 0 }
  value = provider::nhi::parse_duration("P3M")
}

# The same length, however it is written.
output "same" {
  # true
  value = provider::nhi::parse_duration("2w").canonical == provider::nhi::parse_duration("14d").canonical
}
