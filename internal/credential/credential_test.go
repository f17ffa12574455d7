package credential

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What looks like a credential is put together here: none stands in this repository.
var (
	awsKey    = "AKIA" + "QYLPMN5HFIQR7XYA"
	awsSecret = "kT9v" + "Lq2ZxR7mWb4NfPc8" + "HsYd1JgUe6AoVi3Kt0Xz"
	githubPAT = "ghp_" + "R4t7Kq9ZxB2mWv6N" + "fPc8HsYd1JgUe3AoVi5K"
	password  = "Tr0ub4" + "dor-9xQz"
	slack     = "xoxb-" + "263594206564-2343594206574-" + "FGqddMF8t08v8N7Oq4i57vs1"
	privateK  = "-----BEGIN RSA " + "PRIVATE KEY-----\n" + strings.Repeat("MIIEowIBAAKCAQEAq7BFUpkGp3LQmlQY\n", 4) + "-----END RSA " + "PRIVATE KEY-----"
)

// found is what a test says of a finding: the rule, the address, and the place as
// line:column-line:column.
type found struct{ Rule, Address, At string }

func looked(t testing.TB, files ...File) []Finding {
	t.Helper()
	findings, err := Scan(files, 2)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

func TestScan(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		name, module, content string
		want                  []found
	}{
		"a literal of a provider": {
			content: "provider \"aws\" {\n  access_key = \"" + awsKey + "\"\n  secret_key = \"" + awsSecret + "\"\n}\n",
			want:    []found{{"aws-access-token", "provider.aws", "2:17-2:37"}, {"generic-api-key", "provider.aws", "3:17-3:57"}},
		},
		"a resource of a module": {
			module:  "module.app",
			content: "resource \"github_actions_secret\" \"deploy\" {\n  plaintext_value = \"" + githubPAT + "\"\n}\n",
			want:    []found{{"github-pat", "module.app.github_actions_secret.deploy", "2:22-2:62"}},
		},
		"a password": {
			content: "resource \"aws_db_instance\" \"main\" {\n  password = \"" + password + "\"\n}\n",
			want:    []found{{"hashicorp-tf-password", "aws_db_instance.main", "2:15-2:29"}},
		},
		"the default of a variable": {
			content: "variable \"slack\" {\n  default = \"" + slack + "\"\n}\n",
			want:    []found{{"slack-bot-token", "var.slack", "2:14-2:70"}},
		},
		"a local value": {
			content: "locals {\n  a = 1\n  b = { token = \"" + githubPAT + "\" }\n}\n",
			want:    []found{{"github-pat", "local.b", "3:18-3:58"}},
		},
		"a heredoc, behind characters that take several bytes": {
			content: "resource \"aws_instance\" \"web\" {\n  user_data = <<-EOT\n    écho ⚙️ " + githubPAT + "\n  EOT\n}\n",
			want:    []found{{"github-pat", "aws_instance.web", "3:12-3:52"}},
		},
		"a heredoc of several lines": {
			content: "output \"key\" {\n  value = <<EOT\n" + privateK + "\nEOT\n}\n",
			want:    []found{{"private-key", "output.key", "3:1-8:30"}},
		},
		"a comment": {
			content: "# before: " + githubPAT + "\n",
			want:    []found{{"github-pat", "main.tf", "1:11-1:51"}},
		},
		"a comment for gitleaks lets nothing pass": {
			content: "locals {\n  t = \"" + githubPAT + "\" # gitleaks:allow\n}\n",
			want:    []found{{"github-pat", "local.t", "2:8-2:48"}},
		},
		"values of variables": {
			name:    "prod.tfvars",
			content: "region = \"eu-west-1\"\ntoken  = \"" + githubPAT + "\"\n",
			want:    []found{{"github-pat", "var.token", "2:11-2:51"}},
		},
		"values of variables in JSON": {
			name:    "prod.auto.tfvars.json",
			content: "{\n  \"tokens\": [\"" + githubPAT + "\"]\n}\n",
			want:    []found{{"github-pat", "var.tokens", "2:15-2:55"}},
		},
		"a configuration in JSON": {
			name:    "main.tf.json",
			content: `{"resource": {"aws_instance": {"web": {"user_data": "` + githubPAT + `"}}}}`,
			want:    []found{{"github-pat", "aws_instance.web", "1:54-1:94"}},
		},
		"a script": {
			name:    "init.sh",
			content: "#!/bin/sh\nexport TOKEN=" + githubPAT + "\n",
			want:    []found{{"github-pat", "init.sh", "2:14-2:54"}},
		},
		"a file that does not parse": {
			content: "resource \"aws_instance\" {{\n  token = \"" + githubPAT + "\"\n",
			want:    []found{{"github-pat", "main.tf", "2:12-2:52"}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.name == "" {
				test.name = "main.tf"
			}
			var got []found
			for _, f := range looked(t, File{test.name, test.name, test.module, []byte(test.content)}) {
				at := fmt.Sprintf("%d:%d-%d:%d", f.Range.Start.Line, f.Range.Start.Column, f.Range.End.Line, f.Range.End.Column)
				got = append(got, found{f.Rule, f.Address, at})
				if string(f.Range.SliceBytes([]byte(test.content))) != f.secret {
					t.Errorf("%s: the place has %q", f.Rule, f.Range.SliceBytes([]byte(test.content)))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// Names of things, references, public halves, hashes and what asks to be filled in
// are no credentials.
func TestHarmless(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"the key of AWS' documentation":  `access_key = "AKIA` + `IOSFODNN7EXAMPLE"`,
		"its secret":                     `secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"`,
		"a reference":                    `password = random_password.database.result`,
		"a variable":                     `secret_key = var.secret_key_of_the_account_2024`,
		"a reference in a template":      `token = "${var.github_token_2024a}"`,
		"a call":                         `api_key = sensitive(data.vault_kv_secret_v2.app.data["api_key_v2"])`,
		"the algorithm of a key":         `key_algorithm = "EC_prime256v1"`,
		"the policy of a password":       `password_policy = "Strict-2024-v7b"`,
		"an ARN":                         `kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0f3b1c9e-7a52-4d86-9b1f-2c6e8d4a7f10"`,
		"the ARN of a secret":            `secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-Ab3dEf"`,
		"a UUID":                         `client_secret_key = "0f3b1c9e-7a52-4d86-9b1f-2c6e8d4a7f10"`,
		"the name of a parameter":        `password_key = "/prod/eu-west-1/db9/master-password-2"`,
		"the name of a secret":           `secret_name = "prod-db-main-credentials-v2"`,
		"the name of a key":              `key_name = "deploy-2024-eu-west-1"`,
		"the key of an object":           `key = "env/prod/eu-west-1/terraform.tfstate"`,
		"the alias of a key":             `kms_key = "alias/prod-app-2024-main"`,
		"a secret of Google by its name": `secret = "projects/acme-prod-1/secrets/db-password-7/versions/latest"`,
		"a hash":                         `token_sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`,
		"a hash of an image":             `auth_image = "ghcr.io/acme/auth@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`,
		"a thumbprint":                   `auth_thumbprint = "6938fd4d98bab03faadb97b34396831e3780aea1"`,
		"a public key":                   `public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtQ0bB0xk4kV8v2qZ3m1s0p9o8n7m6l5k4j3h2g1f0d ops"`,
		"a placeholder":                  `api_key = "<your-api-key-goes-here-2024>"`,
		"another placeholder":            `auth_token = "REPLACE_ME_with_token_123"`,
		"yet another":                    `api_token = "xxxxxxxxxxxxxxxxxxxxxxxx1"`,
		"what is not random":             `password = "aaaaaaaaaaaa"`,
		"an empty one":                   `password = ""`,
		"null":                           `password = null`,
		"the endpoint of tokens":         `token_url = "https://login.acme.example/oauth2/v2.0/token?tenant=4f2a"`,
		"an e-mail address":              `access_contact = "platform.team1@acme-prod.example"`,
		"a scope":                        `auth_scope = "https://www.googleapis.com/auth/cloud-platform"`,
		"a policy's action":              `actions = ["secretsmanager:GetSecretValue", "kms:Decrypt", "iam:CreateAccessKey"]`,
		"a type of resource":             `resource_type_key = "aws_secretsmanager_secret_version"`,
		"the address of a key vault":     `key_vault_id = "/subscriptions/0f3b1c9e-7a52-4d86-9b1f-2c6e8d4a7f10/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v1"`,
	}
	for name, line := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			content := "resource \"a_b\" \"c\" {\n  " + line + "\n}\n"
			for _, f := range looked(t, File{"main.tf", "main.tf", "", []byte(content)}) {
				t.Errorf("%s at %s: %s", f.Rule, f.Range, f.secret)
			}
		})
	}
}

// All rules are read, and their expressions compile.
func TestRules(t *testing.T) {
	t.Parallel()
	all := defaults()
	if len(all.Rules) < 200 || len(all.Allowlist.Regexes) == 0 {
		t.Fatalf("%d rules, %d expressions for all of them", len(all.Rules), len(all.Allowlist.Regexes))
	}
	everywhere := 0
	for _, r := range all.Rules {
		r.ready()
		if r.Regex != "" && len(r.Keywords) == 0 {
			t.Errorf("%s: no keyword, so it is never tried", r.ID)
		}
		for _, word := range r.Keywords {
			if len(word) < 2 {
				t.Errorf("%s: the keyword %q has no two characters", r.ID, word)
			}
		}
		if r.SecretGroup > r.regex.NumSubexp() {
			t.Errorf("%s: no group %d", r.ID, r.SecretGroup)
		}
		if r.acrossLines {
			everywhere++
		}
	}
	if everywhere == 0 || everywhere > 10 {
		t.Errorf("%d rules look across lines", everywhere)
	}
}

func TestRedact(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ secret, text, want string }{
		"a token":                 {githubPAT, "a " + githubPAT + ", b " + githubPAT, "a (credential), b (credential)"},
		"a part before the end":   {githubPAT, `"export ` + githubPAT[:17] + "…", `"export (credential)…`},
		"several lines":           {privateK, "a\n" + privateK + "\nb", "a\n(credential)\nb"},
		"several lines in quotes": {privateK, fmt.Sprintf("%q", privateK), `"(credential)"`},
		"another text":            {githubPAT, "nothing…", "nothing…"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := (Finding{secret: test.secret}).Redact(test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func FuzzScan(f *testing.F) {
	for _, name := range []string{"main.tf", "main.tf.json", "a.tfvars", "a.tfvars.json", "init.sh"} {
		f.Add(name, []byte("resource \"a\" \"b\" {\n  token = \""+githubPAT+"\" # "+awsKey+"\n}\n"))
		f.Add(name, []byte(`{"locals": {"a": "`+githubPAT+`"}}`))
		f.Add(name, []byte(privateK))
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		for _, found := range looked(t, File{name, name, "module.a", content}) {
			if string(content[found.Range.Start.Byte:found.Range.End.Byte]) != found.secret {
				t.Errorf("%s: %s is not where it was found", found.Range, found.Rule)
			}
		}
	})
}

func BenchmarkScan(b *testing.B) {
	var content strings.Builder
	for content.Len() < 1<<20 {
		content.WriteString("resource \"aws_secretsmanager_secret\" \"app\" {\n  name       = \"prod/app/token\"\n  kms_key_id = aws_kms_key.main.arn\n  tags = {\n    Owner = \"team-a\"\n  }\n}\n")
	}
	b.SetBytes(int64(content.Len()))
	for b.Loop() {
		if found := looked(b, File{"main.tf", "main.tf", "", []byte(content.String())}); len(found) > 0 {
			b.Fatal(found[0].Rule)
		}
	}
}
