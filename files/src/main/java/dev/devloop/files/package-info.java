/// What lies on the host's disk: ignore files, hashes, files of state.
@NullMarked
package dev.devloop.files;

import org.jspecify.annotations.NullMarked;
