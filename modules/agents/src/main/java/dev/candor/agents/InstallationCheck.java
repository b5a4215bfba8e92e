package dev.candor.agents;

import dev.candor.agents.CheckHealth.Findings;
import dev.candor.config.ConfigException;
import dev.candor.config.SwitchState;
import dev.candor.config.SwitchState.Decider;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether Candor itself could record: its command, folder, token, server, configuration, and room on the disk. */
record InstallationCheck(CheckHealth.Place place, Findings findings) {
    private static final long LOW_SPACE = 1L << 30;
    private static final long NO_SPACE = 100L << 20;
    private static final long MEGABYTE = 1_000_000;
    private static final int CONNECT_MS = 1000;

    void run(long taken) throws IOException {
        installation();
        permissions();
        token();
        server();
        config();
        disk(taken);
    }

    private void installation() {
        Path launcher = place.launcher();
        if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
            findings.ok("installation", launcher + " is there");
        } else {
            findings.broken(
                    "installation",
                    "expected the command at " + launcher + ", found " + Reasons.found(launcher),
                    "install Candor again, then: candor setup");
        }
    }

    private void permissions() {
        Path own = place.userPath().own();
        if (!Files.exists(own)) {
            findings.ok("user path", place.userPath().folder() + " has nothing of ours yet");
            return;
        }
        if (!Files.isWritable(own) || !Files.isDirectory(own)) {
            findings.broken("user path", own + " cannot be written by this user", "chmod u+rwx " + own);
            return;
        }
        mode(own)
                .filter(mode -> !mode.endsWith("------"))
                .ifPresentOrElse(
                        mode -> findings.warning(
                                "user path", own + " (" + mode + ") is open to other users", "chmod 700 " + own),
                        () -> findings.ok("user path", own + " is this user's only"));
    }

    private static Optional<String> mode(Path path) {
        try {
            return Optional.of(
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private void token() {
        Path token = place.userPath().token();
        Optional<String> mode = mode(token);
        if (mode.isEmpty()) {
            findings.ok("token", "there is none yet; the first start of the server makes it");
        } else if (!mode.get().startsWith("rw-------") && !mode.get().startsWith("r--------")) {
            findings.broken(
                    "token",
                    token + " (" + mode.get() + ") is open to others, so the server does not start",
                    "chmod 600 " + token);
        } else {
            findings.ok("token", token + " is this user's only");
        }
    }

    private void server() {
        OptionalInt port = place.server().get();
        if (port.isEmpty()) {
            findings.ok("server", "none runs on this user path; hooks and commands need none");
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getAsInt()), CONNECT_MS);
            findings.ok("server", "it listens on port " + port.getAsInt());
        } catch (IOException e) {
            findings.broken(
                    "server",
                    "its process lives, but nothing answers on port " + port.getAsInt() + ": " + Reasons.of(e),
                    "end it and start it anew: candor serve");
        }
    }

    private void config() {
        SwitchState now = place.config().state();
        if (now.problem().isPresent()) {
            findings.broken(
                    "config", now.problem().get(), "mend " + place.config().path());
        } else if (now.enabled()) {
            findings.ok("config", "telemetry is on (" + place.config().path() + ")");
        } else if (now.decidedBy() == Decider.DO_NOT_TRACK) {
            findings.warning("config", "telemetry is off: DO_NOT_TRACK is set", "unset DO_NOT_TRACK");
        } else {
            findings.warning("config", "telemetry is off: nothing is recorded", "candor enable");
        }
        try {
            place.config().settings();
            place.config().logKeeping();
        } catch (ConfigException e) {
            if (now.problem().isEmpty()) {
                findings.broken("config", e.sentence(), "mend " + place.config().path());
            }
        }
        place.config()
                .warnings()
                .forEach(warning -> findings.warning(
                        "config", warning, "mend " + place.config().path()));
    }

    private void disk(long taken) throws IOException {
        Path folder = place.userPath().folder();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        String said = String.format(
                Locale.ROOT,
                "%d MB are free at %s, %d MB taken by logs and index",
                free / MEGABYTE,
                folder,
                taken / MEGABYTE);
        String remedy = "make room, for instance: candor prune --older-than 30d --dry-run";
        if (free < NO_SPACE) {
            findings.broken("disk", said, remedy);
        } else if (free < LOW_SPACE) {
            findings.warning("disk", said, remedy);
        } else {
            findings.ok("disk", said);
        }
    }
}
