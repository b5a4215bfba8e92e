package dev.candor.config;

import java.util.Optional;

/**
 * The switch and who decided it.
 *
 * @param enabled whether runs are recorded
 * @param decidedBy who has the last word
 * @param problem why {@code config.yaml} cannot be read, with line and column; it counts as off then
 */
public record SwitchState(boolean enabled, Decider decidedBy, Optional<String> problem) {
    /** Who can decide. */
    public enum Decider {
        /** Nobody has: off. */
        DEFAULT,
        /** {@code telemetry.enabled} in {@code config.yaml}. */
        CONFIG,
        /** The environment variable {@code DO_NOT_TRACK}, which wins over the file. */
        DO_NOT_TRACK
    }
}
