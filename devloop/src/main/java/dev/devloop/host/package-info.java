/// Commands that do their work in their own process: what needs the engine but no daemon.
@NullMarked
package dev.devloop.host;

import org.jspecify.annotations.NullMarked;
