package dev.candor.config;

/** Whether Candor may record by itself: off until somebody turns it on. */
public interface TelemetrySwitch {
    /** The switch as it stands now. */
    SwitchState state();
}
