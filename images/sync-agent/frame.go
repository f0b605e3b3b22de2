package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
)

const (
	maxHeader = 1 << 20
	maxBody   = 1 << 20
	chunk     = 256 << 10
)

// A frame is one message of the stream, in either direction: two lengths, a
// header in JSON, and bytes.
type frame struct {
	header []byte
	body   []byte
}

func readFrame(from *bufio.Reader) (frame, error) {
	var lengths [8]byte
	if _, err := io.ReadFull(from, lengths[:]); err != nil {
		return frame{}, err
	}
	header := binary.BigEndian.Uint32(lengths[:4])
	body := binary.BigEndian.Uint32(lengths[4:])
	if header > maxHeader || body > maxBody {
		return frame{}, fmt.Errorf("a frame of %d + %d bytes is too long", header, body)
	}
	all := make([]byte, header+body)
	if _, err := io.ReadFull(from, all); err != nil {
		return frame{}, err
	}
	return frame{all[:header], all[header:]}, nil
}

func writeFrame(to *bufio.Writer, message any, body []byte) error {
	header, err := json.Marshal(message)
	if err != nil {
		return err
	}
	var lengths [8]byte
	binary.BigEndian.PutUint32(lengths[:4], uint32(len(header)))
	binary.BigEndian.PutUint32(lengths[4:], uint32(len(body)))
	for _, part := range [][]byte{lengths[:], header, body} {
		if _, err := to.Write(part); err != nil {
			return err
		}
	}
	return to.Flush()
}
