package main

import "testing"

func TestFindTarget(t *testing.T) {
	cases := map[string]struct {
		args []string
		want target
	}{
		"create behind global flags with values": {
			[]string{"--root", "/run/runtime-runc", "--log", "/x/log.json", "--log-format", "json", "--systemd-cgroup",
				"create", "--bundle", "/b", "--pid-file", "/b/init.pid", "id"},
			target{file: "/b/config.json"},
		},
		"values after an equals sign": {
			[]string{"--root=/r", "--rootless=auto", "run", "--bundle=/b", "id"}, target{file: "/b/config.json"}},
		"a bundle by its short name":       {[]string{"create", "-b", "/b", "id"}, target{file: "/b/config.json"}},
		"no bundle means the work folder":  {[]string{"run", "id"}, target{file: "config.json"}},
		"exec with a process file":         {[]string{"--log", "l", "exec", "--process", "/p.json", "--detach", "id"}, target{file: "/p.json", bare: true}},
		"exec with switches before it":     {[]string{"exec", "-d", "--tty", "-p", "/p.json", "id"}, target{file: "/p.json", bare: true}},
		"exec of a plain command":          {[]string{"exec", "id", "sh", "-p", "/p.json"}, target{}},
		"a flag of the contained command":  {[]string{"exec", "--cwd", "/", "id", "--process", "/no"}, target{}},
		"a global value named like a verb": {[]string{"--root", "create", "state", "id"}, target{}},
		"delete":                           {[]string{"--root", "/r", "delete", "--force", "id"}, target{}},
		"only a version":                   {[]string{"--version"}, target{}},
		"nothing":                          {nil, target{}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := findTarget(c.args); got != c.want {
				t.Errorf("findTarget(%q) = %+v, want %+v", c.args, got, c.want)
			}
		})
	}
}
