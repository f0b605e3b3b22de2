package main

import "encoding/json"

// A request is what a daemon sends; which fields count depends on its type.
type request struct {
	Type    string   `json:"t"`
	Version int      `json:"v"`
	Project string   `json:"project"`
	Service string   `json:"service"`
	Seq     int64    `json:"seq"`
	First   bool     `json:"first"`
	Last    bool     `json:"last"`
	Repair  bool     `json:"repair"`
	Entries []entry  `json:"entries"`
	Pods    []string `json:"pods"`
	Paths   []string `json:"paths"`
	// ID is text or a number.
	ID     json.RawMessage `json:"id,omitempty"`
	Hash   string          `json:"h"`
	Size   int64           `json:"s"`
	Number int64           `json:"n"`
}

type helloMessage struct {
	Type     string         `json:"t"`
	V        int            `json:"v"`
	Version  string         `json:"version"`
	Boot     string         `json:"boot"`
	Services []serviceState `json:"services"`
}

type serviceState struct {
	Service string `json:"service"`
	Seq     int64  `json:"seq"`
	Digest  string `json:"digest"`
}

type needMessage struct {
	Type   string   `json:"t"`
	Hashes []string `json:"hashes"`
}

type receiptMessage struct {
	Type       string             `json:"t"`
	Service    string             `json:"service"`
	Seq        int64              `json:"seq"`
	Stale      bool               `json:"stale,omitempty"`
	Containers []containerReceipt `json:"containers"`
}

// A containerReceipt is what happened in one container. Files were read back
// after the write.
type containerReceipt struct {
	Pod       string    `json:"pod"`
	Container string    `json:"container"`
	ID        string    `json:"id"`
	Image     string    `json:"image"`
	Files     []entry   `json:"files,omitempty"`
	Checked   int       `json:"checked"`
	Written   int       `json:"written"`
	Refused   []refusal `json:"refused,omitempty"`
	Micros    int64     `json:"micros"`
}

type refusal struct {
	Path  string `json:"p"`
	Errno string `json:"errno"`
	What  string `json:"what"`
}

type verifiedMessage struct {
	Type       string           `json:"t"`
	Service    string           `json:"service"`
	Seq        int64            `json:"seq"`
	Containers []containerCheck `json:"containers"`
}

type containerCheck struct {
	Pod       string      `json:"pod"`
	Container string      `json:"container"`
	ID        string      `json:"id"`
	Checked   int         `json:"checked"`
	Different []deviation `json:"different"`
	Repaired  int         `json:"repaired"`
	Refused   []refusal   `json:"refused,omitempty"`
}

type deviation struct {
	Path string `json:"p"`
	Is   string `json:"is"`
}

type restartedMessage struct {
	Type       string             `json:"t"`
	Service    string             `json:"service"`
	Seq        int64              `json:"seq"`
	Containers []containerRestart `json:"containers"`
}

type containerRestart struct {
	Pod       string `json:"pod"`
	Container string `json:"container"`
	OK        bool   `json:"ok"`
	What      string `json:"what,omitempty"`
	Micros    int64  `json:"micros"`
}

type containerMessage struct {
	Type      string   `json:"t"`
	Service   string   `json:"service"`
	Pod       string   `json:"pod"`
	Namespace string   `json:"namespace"`
	Container string   `json:"container"`
	ID        string   `json:"id"`
	Image     string   `json:"image"`
	State     string   `json:"state"`
	Written   int      `json:"written"`
	Lacking   []string `json:"lacking,omitempty"`
	Gate      bool     `json:"gate"`
}

type pulledMessage struct {
	Type      string `json:"t"`
	Service   string `json:"service"`
	Pod       string `json:"pod"`
	Container string `json:"container"`
	Entry     entry  `json:"entry"`
}

type blobMessage struct {
	Type string `json:"t"`
	ID   string `json:"id"`
	Hash string `json:"h,omitempty"`
	Size int64  `json:"s,omitempty"`
	Last bool   `json:"last"`
}

type errorMessage struct {
	Type   string `json:"t"`
	What   string `json:"what"`
	Detail string `json:"detail"`
}

type pongMessage struct {
	Type   string `json:"t"`
	Number int64  `json:"n"`
}

type byeMessage struct {
	Type string `json:"t"`
}
