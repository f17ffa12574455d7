package policy

// SetLimits lowers the limits of an evaluation, so that a test reaches them.
func (env *Environment) SetLimits(iterations, templateBytes int) {
	for _, fe := range env.files {
		fe.limits = limits{iterations, templateBytes}
	}
}

// MatchGlob reports whether the pattern of a policy's label matches.
func MatchGlob(pattern, s string) bool { return parseGlob(pattern).match(s) }

// Quietly reports whether it was found out that the policy has nothing to say,
// without judging it.
func (env *Environment) Quietly(p *Policy, s Subject) bool {
	f := env.quietly.look(s)
	defer env.quietly.done(f)
	if f == nil {
		return false
	}
	_, silent := env.policies[p.order].decide(f)
	return silent
}
