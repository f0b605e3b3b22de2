package main

import "strconv"

// A mode is permission bits, or none: 0 is none, others are the bits and 1.
type mode uint32

func bits(permissions uint32) mode { return mode(permissions&modeBits + 1) }

// or returns the bits, or others when there are none.
func (m mode) or(others uint32) uint32 {
	if m == 0 {
		return others
	}
	return uint32(m - 1)
}

func (m mode) String() string {
	if m == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(m-1), 10)
}

func (m mode) MarshalJSON() ([]byte, error) { return []byte(m.String()), nil }

func (m *mode) UnmarshalJSON(text []byte) error {
	number, err := strconv.ParseUint(string(text), 10, 16)
	*m = bits(uint32(number))
	return err
}
