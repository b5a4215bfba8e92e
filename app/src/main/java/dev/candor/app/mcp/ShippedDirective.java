package dev.candor.app.mcp;

import dev.candor.execution.Directive;
import dev.candor.foundation.files.Reasons;
import dev.candor.validation.contract.Contract;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directives that come with Candor, read when they are asked for: a server must start without them. */
final class ShippedDirective {
    private static final int MOST_BYTES = 64 * 1024;

    private ShippedDirective() {}

    /**
     * The one of the installed folder; without a folder, the one on the class path.
     *
     * @throws McpError internal, when the installation is not whole
     */
    static Directive read(String name) throws McpError {
        String file = "config/directives/" + name + ".md";
        String home = System.getProperty(Contract.HOME);
        try (InputStream in = home != null
                ? Files.newInputStream(Path.of(home, file))
                : ShippedDirective.class.getResourceAsStream("/candor/" + file)) {
            if (in == null) {
                throw new FileNotFoundException("it is not on the class path");
            }
            byte[] utf8 = in.readNBytes(MOST_BYTES + 1);
            if (utf8.length > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes");
            }
            return new Directive(Path.of(file), new String(utf8, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new McpError(
                    McpError.Code.INTERNAL_ERROR,
                    "The installation misses " + file + ", or it cannot be read: " + Reasons.of(e)
                            + ". Install Candor anew.");
        }
    }
}
