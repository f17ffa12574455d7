// Package actor says who runs this process, as far as the operating system and
// the environment tell: for the audit log, which keeps it as a claim. None of it
// is verified here, and nothing secret is kept: of a token only what it says.
package actor

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"os/user"
	"strings"
)

// Actor is who writes.
type Actor struct {
	Name   string            // short: alice, or alice (github acme/infra)
	Claims map[string]string // what is known in detail, by name
}

// pipeline is how one kind of CI tells of itself.
type pipeline struct {
	name    string
	present string            // the variable that is set in it
	project string            // the variable that names the project
	claims  map[string]string // claim → variable
}

var pipelines = []pipeline{
	{"github", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", map[string]string{
		"ci.actor": "GITHUB_TRIGGERING_ACTOR", "ci.run": "GITHUB_RUN_ID", "ci.attempt": "GITHUB_RUN_ATTEMPT", "ci.workflow": "GITHUB_WORKFLOW_REF",
		"ci.event": "GITHUB_EVENT_NAME", "ci.commit": "GITHUB_SHA", "ci.ref": "GITHUB_REF"}},
	{"gitlab", "GITLAB_CI", "CI_PROJECT_PATH", map[string]string{
		"ci.actor": "GITLAB_USER_LOGIN", "ci.run": "CI_PIPELINE_ID", "ci.job": "CI_JOB_ID", "ci.event": "CI_PIPELINE_SOURCE",
		"ci.commit": "CI_COMMIT_SHA", "ci.ref": "CI_COMMIT_REF_NAME"}},
	{"azure", "TF_BUILD", "BUILD_REPOSITORY_NAME", map[string]string{
		"ci.actor": "BUILD_REQUESTEDFOR", "ci.run": "BUILD_BUILDID", "ci.event": "BUILD_REASON", "ci.commit": "BUILD_SOURCEVERSION", "ci.ref": "BUILD_SOURCEBRANCH"}},
	{"hcp-terraform", "TFC_RUN_ID", "TFC_WORKSPACE_NAME", map[string]string{
		"ci.run": "TFC_RUN_ID", "ci.commit": "TFC_CONFIGURATION_VERSION_GIT_COMMIT_SHA", "ci.ref": "TFC_CONFIGURATION_VERSION_GIT_BRANCH"}},
	{"jenkins", "JENKINS_URL", "JOB_NAME", map[string]string{
		"ci.run": "BUILD_NUMBER", "ci.url": "BUILD_URL", "ci.commit": "GIT_COMMIT", "ci.ref": "GIT_BRANCH"}},
}

// The variables in which a pipeline may leave an OIDC token about itself.
var tokens = []string{"NHI_ID_TOKEN", "TFC_WORKLOAD_IDENTITY_TOKEN"}

// Of asks the operating system and the environment, which getenv reads.
func Of(getenv func(name string) (string, bool)) Actor {
	a := Actor{Name: "unknown", Claims: map[string]string{}}
	if u, err := user.Current(); err == nil {
		a.Name = u.Username
		a.claim("os.user", u.Username)
	}
	if host, err := os.Hostname(); err == nil {
		a.claim("os.host", host)
	}
	for _, p := range pipelines {
		if value, _ := getenv(p.present); value != "" {
			a.pipeline(p, getenv)
			break
		}
	}
	for _, name := range tokens {
		if token, _ := getenv(name); token != "" {
			a.token(token)
			break
		}
	}
	return a
}

func (a *Actor) claim(name, value string) {
	if value != "" {
		a.Claims[name] = value
	}
}

func (a *Actor) pipeline(p pipeline, getenv func(string) (string, bool)) {
	a.claim("ci", p.name)
	project, _ := getenv(p.project)
	a.claim("ci.project", project)
	for claim, variable := range p.claims {
		value, _ := getenv(variable)
		a.claim(claim, value)
	}
	if actor := a.Claims["ci.actor"]; actor != "" {
		a.Name = actor
	}
	a.Name += " (" + strings.TrimSpace(p.name+" "+project) + ")"
}

// token takes over who a JSON web token is about. Its signature is for whoever
// let the token in to check.
func (a *Actor) token(token string) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return
	}
	var claims struct {
		Issuer  string `json:"iss"`
		Subject string `json:"sub"`
	}
	if json.Unmarshal(payload, &claims) == nil {
		a.claim("oidc.iss", claims.Issuer)
		a.claim("oidc.sub", claims.Subject)
	}
}
