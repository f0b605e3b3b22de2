/// The pure part: values, problems, state, events, reducer and planner. JDK only: no I/O, no
/// threads, no clock.
@NullMarked
package dev.devloop.core;

import org.jspecify.annotations.NullMarked;
