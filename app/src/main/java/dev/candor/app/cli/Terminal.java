package dev.candor.app.cli;

import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a verb speaks: results on standard output, everything else on standard error. Always UTF-8. */
final class Terminal {
    private final OutputStream out;
    private final OutputStream err;
    private final boolean colours;
    private boolean unheard;

    Terminal(OutputStream out, OutputStream err, boolean colours) {
        this.out = out;
        this.err = err;
        this.colours = colours;
    }

    /** Whether a standard stream of this process is a terminal. */
    static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Says a result.
     *
     * @return false when it could not be written, which is told; a reader that has gone away (a closed pipe) has
     *     heard enough and is no failure
     */
    boolean say(String text) {
        try {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException e) {
            if (Reasons.says(e, "Broken pipe")) {
                unheard = true;
                return true;
            }
            tell("standard output cannot be written: " + Reasons.of(e));
            return false;
        }
    }

    /** Whether the reader of the results has gone away: nothing more needs to be said. */
    boolean isUnheard() {
        return unheard;
    }

    /** Passes on what somebody else said, as it is. */
    void pass(String output, String errors) {
        write(errors);
        try {
            out.write(output.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            tell("standard output cannot be written: " + Reasons.of(e));
        }
    }

    /** Says what is no result: a notice, an error. */
    void tell(String sentence) {
        write("candor: " + sentence + "\n");
    }

    /** Says what is wrong with a line of a file, without our name before it: as compilers do, so that editors find it. */
    void complain(String sentence) {
        write(sentence + "\n");
    }

    /** Shows how far a long work is, over what was shown before. */
    void progress(String text) {
        write("\r\u001b[K" + text);
    }

    private void write(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // there is nowhere left to say it
        }
    }

    String green(String text) {
        return coloured("32", text);
    }

    String red(String text) {
        return coloured("31", text);
    }

    private String coloured(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
