/// Watching the files of a project.
@NullMarked
package dev.devloop.sync;

import org.jspecify.annotations.NullMarked;
