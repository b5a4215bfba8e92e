package dev.candor.config;

import dev.candor.config.SwitchState.Decider;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code config.yaml}: YAML that people write and Candor changes in one place only, {@code telemetry.enabled}. At most 1
 * MiB of UTF-8, one document, no key twice. Safe for concurrent use.
 *
 * <p>The environment variable {@value #DO_NOT_TRACK}, with any value but the empty one, {@code 0} and {@code false}, wins
 * over the file.
 */
public final class ConfigFile implements TelemetrySwitch {
    static final String DO_NOT_TRACK = "DO_NOT_TRACK";

    private static final String HEADER = """
            # Candor records nothing until telemetry.enabled is true. What it then records stays on this machine.
            telemetry:
              enabled:\
            """;

    private static final int ATTEMPTS = 3;

    private static final SwitchState NOBODY_DECIDED = new SwitchState(false, Decider.DEFAULT, Optional.empty());

    private final Path file;
    private final Map<String, String> environment;
    private final ConfigBytes bytes;

    /** The bytes of the file that were understood last, and what they say. */
    private byte[] understood = {};

    private SwitchState said = NOBODY_DECIDED;

    /** The config file of a user. */
    public ConfigFile(UserPath userPath, Map<String, String> environment) {
        this(userPath.config(), environment);
    }

    /**
     * A config file by its path.
     *
     * @param environment the variables {@code DO_NOT_TRACK} and {@code HOME} are read
     */
    public ConfigFile(Path file, Map<String, String> environment) {
        this.file = file.toAbsolutePath();
        this.environment = Map.copyOf(environment);
        this.bytes = new ConfigBytes(this.file);
    }

    /** Where it is, absolute. */
    public Path path() {
        return file;
    }

    @Override
    public SwitchState state() {
        return isTrackingForbidden() ? new SwitchState(false, Decider.DO_NOT_TRACK, Optional.empty()) : written();
    }

    private boolean isTrackingForbidden() {
        String value = environment.getOrDefault(DO_NOT_TRACK, "").toLowerCase(Locale.ROOT);
        return !value.isEmpty() && !value.equals("0") && !value.equals("false");
    }

    /** The switch as the file has it, whatever the environment says. */
    private synchronized SwitchState written() {
        try {
            byte[] read = bytes.read().orElse(new byte[0]);
            if (!Arrays.equals(understood, read)) {
                said = understand(read);
                understood = read;
            }
            return said;
        } catch (ConfigException e) {
            return off(e);
        }
    }

    private SwitchState understand(byte[] read) {
        if (read.length == 0) {
            return NOBODY_DECIDED;
        }
        Optional<Boolean> plain = PlainSwitch.read(read);
        if (plain.isPresent()) {
            return new SwitchState(plain.get(), Decider.CONFIG, Optional.empty());
        }
        try {
            return new ConfigValues(tree(read))
                    .enabled()
                    .map(enabled -> new SwitchState(enabled, Decider.CONFIG, Optional.empty()))
                    .orElse(NOBODY_DECIDED);
        } catch (ConfigException e) {
            return off(e);
        }
    }

    private static SwitchState off(ConfigException e) {
        return new SwitchState(false, Decider.DEFAULT, Optional.of(e.sentence()));
    }

    @Override
    public List<String> warnings() {
        try {
            Optional<byte[]> read = bytes.read();
            return read.isEmpty() || PlainSwitch.read(read.get()).isPresent()
                    ? List.of()
                    : new ConfigValues(tree(read.get())).unknown();
        } catch (ConfigException toldByTheState) {
            return List.of();
        }
    }

    private ConfigTree tree(byte[] read) throws ConfigException {
        return ConfigTree.of(ConfigText.decode(file, read));
    }

    /**
     * What the file says about the server.
     *
     * @throws ConfigException when the file cannot be read or understood
     */
    public Settings settings() throws ConfigException {
        Optional<byte[]> read = bytes.read();
        return read.isPresent() ? new ConfigValues(tree(read.get())).settings(environment) : Settings.defaults();
    }

    /**
     * What the file says about the logs.
     *
     * @throws ConfigException when the file cannot be read or understood
     */
    public LogKeeping logKeeping() throws ConfigException {
        Optional<byte[]> read = bytes.read();
        boolean silent = read.isEmpty()
                || read.get().length == 0
                || PlainSwitch.read(read.get()).isPresent();
        return silent ? LogKeeping.defaults() : new LogValues(tree(read.get())).keeping();
    }

    /**
     * How logs are written, the same for everybody who writes into one. A file that cannot be understood changes nothing:
     * whoever needs it says what is wrong with it.
     */
    public LogSettings logSettings() {
        try {
            return logKeeping().settings();
        } catch (ConfigException e) {
            return LogSettings.standard();
        }
    }

    /**
     * Sets {@code telemetry.enabled} in the file, and changes no other byte of it; a missing file is created. Nothing is
     * written when the file says so already.
     *
     * @return the switch as it stands now: {@code DO_NOT_TRACK} still wins
     * @throws ToolException when the file is broken ({@code config-broken}) or written in a way that one value cannot be
     *     changed in ({@code config-not-editable}): it is left as it is; when it cannot be read
     *     ({@code config-unreadable}) or written ({@code config-unwritable})
     */
    public SwitchState set(boolean enabled) throws ToolException {
        change(enabled);
        return state();
    }

    /** As {@link #set}; returns whether the file was changed. */
    synchronized boolean change(boolean enabled) throws ToolException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<byte[]> before = read();
            byte[] after = before.isPresent() ? edited(before.get(), enabled) : fresh(enabled);
            if (before.isPresent() && Arrays.equals(before.get(), after)) {
                return false;
            }
            Optional<byte[]> now = read();
            boolean savedByOthers = before.isPresent() != now.isPresent()
                    || (before.isPresent() && !Arrays.equals(before.get(), now.get()));
            if (!savedByOthers) {
                write(after);
                return true;
            }
        }
        throw new ToolException(
                Kind.UNAVAILABLE, "config-unwritable", file + " is saved by others all the time; try again later");
    }

    private Optional<byte[]> read() throws ToolException {
        try {
            return bytes.readNow();
        } catch (ConfigException e) {
            throw new ToolException(Kind.UNAVAILABLE, "config-unreadable", e.sentence());
        }
    }

    private static byte[] fresh(boolean enabled) {
        return (HEADER + " " + enabled + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] edited(byte[] before, boolean enabled) throws ToolException {
        ConfigTree tree;
        try {
            tree = tree(before);
        } catch (ConfigException e) {
            throw new ToolException(Kind.REFUSED, "config-broken", e.sentence() + " (the file is left as it is)");
        }
        try {
            return says(tree, enabled) ? before : SwitchEdit.set(tree, enabled).encode();
        } catch (ConfigException e) {
            throw new ToolException(Kind.REFUSED, "config-not-editable", e.sentence() + " (the file is left as it is)");
        }
    }

    private static boolean says(ConfigTree tree, boolean enabled) {
        try {
            return new ConfigValues(tree).enabled().equals(Optional.of(enabled));
        } catch (ConfigException noBoolean) {
            return false;
        }
    }

    private void write(byte[] after) throws ToolException {
        try {
            if (Files.isSymbolicLink(file) && !Files.exists(file)) {
                throw new IOException("it is a symbolic link to a file that is not there");
            }
            PrivateFiles.replace(RealPath.of(file), after);
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    "config-unwritable",
                    file + " cannot be written: " + Reasons.of(e) + "; make it and its folder writable for this user");
        }
    }
}
