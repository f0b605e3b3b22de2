package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

var withoutResource = map[string]bool{"CAP_SYS_ADMIN": true, "CAP_CHOWN": true}

const process = `{"args":["sh"],"oomScoreAdj":-500,"rlimits":[{"hard":18446744073709551615}],
 "capabilities":{"bounding":["CAP_CHOWN","CAP_SYS_RESOURCE"],"effective":["CAP_SYS_RESOURCE"],"permitted":["CAP_SYS_ADMIN","CAP_SYS_RESOURCE"],
 "inheritable":[],"ambient":["CAP_SYS_RESOURCE"]}}`

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestRewriteRemovesWhatIsNotHeldFromEverySet(t *testing.T) {
	want := `{"args":["sh"],"capabilities":{"ambient":[],"bounding":["CAP_CHOWN"],"effective":[],"inheritable":[],"permitted":["CAP_SYS_ADMIN"]},` +
		`"oomScoreAdj":0,"rlimits":[{"hard":18446744073709551615}]}`
	bundle := write(t, `{"ociVersion":"1.0.2","process":`+process+`}`)
	if err := rewrite(target{file: bundle}, withoutResource); err != nil {
		t.Fatal(err)
	}
	if got := read(t, bundle); got != `{"ociVersion":"1.0.2","process":`+want+`}` {
		t.Errorf("bundle: %s", got)
	}
	bare := write(t, process)
	if err := rewrite(target{file: bare, bare: true}, withoutResource); err != nil {
		t.Fatal(err)
	}
	if got := read(t, bare); got != want {
		t.Errorf("process: %s", got)
	}
}

func TestRewriteLeavesTheFileAloneWhereNothingIsMissing(t *testing.T) {
	before := `{"process":` + process + `}`
	bundle := write(t, before)
	if err := rewrite(target{file: bundle}, namesOf(^uint64(0))); err != nil {
		t.Fatal(err)
	}
	if got := read(t, bundle); got != before {
		t.Errorf("changed to %s", got)
	}
}

func TestRewriteKeepsTheMode(t *testing.T) {
	bundle := write(t, `{"process":`+process+`}`)
	if err := rewrite(target{file: bundle}, withoutResource); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(bundle)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode().Perm())
	}
}

func TestRewriteKeepsAPositiveOomScore(t *testing.T) {
	spec := map[string]any{}
	_ = json.Unmarshal([]byte(`{}`), &spec)
	spec["oomScoreAdj"] = json.Number("300")
	if adapt(spec, withoutResource) || spec["oomScoreAdj"] != json.Number("300") {
		t.Errorf("changed to %v", spec)
	}
}

func TestRewriteNamesTheFileThatItCannotRead(t *testing.T) {
	broken := write(t, `{`)
	if err := rewrite(target{file: broken}, withoutResource); err == nil {
		t.Error("no error for broken JSON")
	}
	if err := rewrite(target{file: broken + ".missing"}, withoutResource); err == nil {
		t.Error("no error for a missing file")
	}
}

func TestHeldCapabilitiesAreThoseInBothSets(t *testing.T) {
	status := write(t, "Name:\tx\nCapPrm:\t0000000000000003\nCapEff:\t0000000000000000\nCapBnd:\t000001fffefffffd\n")
	held, err := heldCapabilities(status)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(held, map[string]bool{"CAP_CHOWN": true}) {
		t.Errorf("held %v", held)
	}
	if _, err := heldCapabilities(write(t, "CapPrm:\t3\n")); err == nil {
		t.Error("no error without CapBnd")
	}
}

func TestTheMaskOfAllButOneLacksThatOne(t *testing.T) {
	held := namesOf(0x000001fffeffffff)
	if held["CAP_SYS_RESOURCE"] || len(held) != len(capabilityNames)-1 || !held["CAP_CHECKPOINT_RESTORE"] {
		t.Errorf("held %v", held)
	}
}
