package system

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
)

var caFile = Setting{Name: "ca_file", Doc: "A file of PEM certificates that sign the server's, instead of those that the operating system trusts."}

// trust is the configuration of TLS by the setting ca_file. The name of the server
// is for the caller to add, where the library does not.
func trust(s settings) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	file := s.text(caFile.Name)
	if file == "" {
		return config, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fail(ErrSettings, "The ca_file cannot be read: %s.", err)
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fail(ErrSettings, "The ca_file %s holds no certificate. It is to hold one or more in PEM.", file)
	}
	return config, nil
}

// isLoopback reports whether a host is this machine, by its name or address.
func isLoopback(host string) bool {
	address := net.ParseIP(host)
	return host == "localhost" || address != nil && address.IsLoopback()
}
