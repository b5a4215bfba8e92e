package dev.candor.config;

import java.util.Locale;

/** The settings of a config file: each constant is the key of that name, under the key of its section. */
enum Setting {
    PART_SIZE("log"),
    DAILY("log"),
    GZIP("log"),
    KEEP_DAYS("log"),
    KEEP_SIZE("log"),
    PORT("server"),
    ALLOW_RUN("server"),
    RUN_ROOTS("server"),
    ENABLED("telemetry");

    final String section;
    final String key = name().toLowerCase(Locale.ROOT);

    Setting(String section) {
        this.section = section;
    }

    /** As sentences call it: {@code log.part_size}. */
    @Override
    public String toString() {
        return section + "." + key;
    }
}
