module devloop.dev/runc-wrapper

go 1.24
