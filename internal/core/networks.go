package core

import (
	"fmt"
	"math/big"
	"net"
	"net/netip"

	"github.com/apparentlymart/go-cidr/cidr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func network(value cty.Value) (*net.IPNet, error) {
	_, parsed, err := net.ParseCIDR(value.AsString())
	if err != nil {
		return nil, fmt.Errorf("%q is not a CIDR expression such as 10.0.0.0/8", value.AsString())
	}
	return parsed, nil
}

// integer is a number without a fraction.
func integer(value cty.Value) (*big.Int, error) {
	n, accuracy := value.AsBigFloat().Int(nil)
	if accuracy != big.Exact {
		return nil, fmt.Errorf("it must be a whole number")
	}
	return n, nil
}

var cidrHostFunc = function.New(&function.Spec{
	Description:  "The address of a host in a network, by number.",
	Params:       []function.Parameter{{Name: "prefix", Type: cty.String}, {Name: "hostnum", Type: cty.Number}},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		of, err := network(args[0])
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		number, err := integer(args[1])
		if err != nil {
			return cty.NilVal, function.NewArgError(1, err)
		}
		host, err := cidr.HostBig(of, number)
		if err != nil {
			return cty.NilVal, function.NewArgError(1, err)
		}
		return cty.StringVal(host.String()), nil
	},
})

var cidrNetmaskFunc = function.New(&function.Spec{
	Description:  "The mask of an IPv4 network.",
	Params:       []function.Parameter{{Name: "prefix", Type: cty.String}},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		of, err := network(args[0])
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		if of.IP.To4() == nil {
			return cty.NilVal, function.NewArgErrorf(0, "IPv6 networks have no mask")
		}
		return cty.StringVal(net.IP(of.Mask).String()), nil
	},
})

var cidrSubnetFunc = function.New(&function.Spec{
	Description:  "A network within another, by number.",
	Params:       []function.Parameter{{Name: "prefix", Type: cty.String}, {Name: "newbits", Type: cty.Number}, {Name: "netnum", Type: cty.Number}},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		of, err := network(args[0])
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		bits, err := integer(args[1])
		if err != nil || !bits.IsInt64() || bits.Int64() < 0 || bits.Int64() > 128 {
			return cty.NilVal, function.NewArgErrorf(1, "it must be a number of bits")
		}
		number, err := integer(args[2])
		if err != nil {
			return cty.NilVal, function.NewArgError(2, err)
		}
		within, err := cidr.SubnetBig(of, int(bits.Int64()), number)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.StringVal(within.String()), nil
	},
})

var cidrSubnetsFunc = function.New(&function.Spec{
	Description:  "Networks within another, one behind the other.",
	Params:       []function.Parameter{{Name: "prefix", Type: cty.String}},
	VarParam:     &function.Parameter{Name: "newbits", Type: cty.Number},
	Type:         function.StaticReturnType(cty.List(cty.String)),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		of, err := network(args[0])
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		start, width := of.Mask.Size()
		var subnets []cty.Value
		var current *net.IPNet
		for i, arg := range args[1:] {
			bits, err := integer(arg)
			if err != nil || !bits.IsInt64() || bits.Int64() < 1 || int64(start)+bits.Int64() > int64(width) {
				return cty.NilVal, function.NewArgErrorf(i+1, "it must be a number of bits that the network has left")
			}
			length := start + int(bits.Int64())
			if current == nil {
				current, _ = cidr.PreviousSubnet(of, length)
			}
			next, full := cidr.NextSubnet(current, length)
			if full || !of.Contains(next.IP) {
				return cty.NilVal, function.NewArgErrorf(i+1, "there is no room left for it")
			}
			current = next
			subnets = append(subnets, cty.StringVal(next.String()))
		}
		if len(subnets) == 0 {
			return cty.ListValEmpty(cty.String), nil
		}
		return cty.ListVal(subnets), nil
	},
})

// cidrContainsFunc is OpenTofu's.
var cidrContainsFunc = function.New(&function.Spec{
	Description:  "Reports whether an address or a network is within a network.",
	Params:       []function.Parameter{{Name: "containing_prefix", Type: cty.String}, {Name: "contained_ip_or_prefix", Type: cty.String}},
	Type:         function.StaticReturnType(cty.Bool),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		outer, err := netip.ParsePrefix(args[0].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(0, "it is not a CIDR expression such as 10.0.0.0/8")
		}
		if address, err := netip.ParseAddr(args[1].AsString()); err == nil {
			return cty.BoolVal(outer.Contains(address)), nil
		}
		inner, err := netip.ParsePrefix(args[1].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(1, "it is neither an address nor a CIDR expression")
		}
		return cty.BoolVal(outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())), nil
	},
})
