/// Views of the state: rows of text, JSON, the HTTP API and the terminal.
@NullMarked
package dev.devloop.ui;

import org.jspecify.annotations.NullMarked;
