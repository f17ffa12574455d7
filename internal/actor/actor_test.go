package actor_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nhi-governance/terraform-provider-nhi/internal/actor"
)

func TestOf(t *testing.T) {
	t.Parallel()
	token := "e30." + base64.RawURLEncoding.EncodeToString([]byte(`{"iss":"https://gitlab.example","sub":"project_path:acme/infra","jti":"x"}`)) + ".c2lnbmF0dXJl"
	for name, test := range map[string]struct {
		environment map[string]string
		name        string // "" is the operating system's user
		claims      map[string]string
	}{
		"a person": {nil, "", map[string]string{}},
		"github": {map[string]string{"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/infra", "GITHUB_TRIGGERING_ACTOR": "alice", "GITHUB_RUN_ID": "7", "GITHUB_TOKEN": "secret"},
			"alice (github acme/infra)", map[string]string{"ci": "github", "ci.project": "acme/infra", "ci.actor": "alice", "ci.run": "7"}},
		"gitlab with a token": {map[string]string{"GITLAB_CI": "true", "CI_PROJECT_PATH": "acme/infra", "GITLAB_USER_LOGIN": "bob", "NHI_ID_TOKEN": token, "CI_JOB_TOKEN": "secret"},
			"bob (gitlab acme/infra)", map[string]string{"ci": "gitlab", "ci.project": "acme/infra", "ci.actor": "bob", "oidc.iss": "https://gitlab.example", "oidc.sub": "project_path:acme/infra"}},
		"not a token": {map[string]string{"NHI_ID_TOKEN": "secret.secret.secret"}, "", map[string]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := actor.Of(func(name string) (string, bool) { value, ok := test.environment[name]; return value, ok })
			if test.name != "" && got.Name != test.name || got.Name == "" {
				t.Errorf("got name %q, want %q", got.Name, test.name)
			}
			claims := maps.Clone(got.Claims)
			delete(claims, "os.user")
			delete(claims, "os.host")
			if diff := cmp.Diff(test.claims, claims); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if text := fmt.Sprint(got); strings.Contains(text, "secret") || strings.Contains(text, "c2lnbmF0dXJl") {
				t.Errorf("a secret is in %s", text)
			}
		})
	}
}
