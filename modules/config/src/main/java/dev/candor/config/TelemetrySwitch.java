package dev.candor.config;

import java.util.List;

/** Whether Candor may record by itself: off until somebody turns it on. */
public interface TelemetrySwitch {
    /** The switch as it stands now. */
    SwitchState state();

    /** What stands beside our settings and is none, a sentence each; empty while the file cannot be understood. */
    default List<String> warnings() {
        return List.of();
    }
}
