/**
 * The command line. It composes the modules itself, without a framework, because a wrapped command waits for it.
 */
@NullMarked
package dev.candor.app.cli;

import org.jspecify.annotations.NullMarked;
