/**
 * Says where Candor keeps things and whether it may record: the opt-in switch and the settings of {@code config.yaml}. It
 * calls {@code foundation} only.
 */
@NullMarked
package dev.candor.config;

import org.jspecify.annotations.NullMarked;
