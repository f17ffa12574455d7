package policy

// SetLimits lowers the limits of an evaluation, so that a test reaches them.
func (env *Environment) SetLimits(iterations, templateBytes int) {
	for _, fe := range env.files {
		fe.limits = limits{iterations, templateBytes}
	}
}

// MatchGlob reports whether the pattern of a policy's label matches.
func MatchGlob(pattern, s string) bool { return parseGlob(pattern).match(s) }
