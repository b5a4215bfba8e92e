package dev.candor.app.mcp;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.files.ShippedFile;
import dev.candor.items.file.Directive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The directives that come with Candor, read when they are asked for: a server must start without them. */
final class ShippedDirective {
    private ShippedDirective() {}

    /**
     * The one of the installed folder; without a folder, the one on the class path.
     *
     * @throws McpError internal, when the installation is not whole
     */
    static Directive read(String name) throws McpError {
        String file = "config/directives/" + name + ".md";
        try {
            return new Directive(Path.of(file), new String(ShippedFile.read(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new McpError(
                    McpError.Code.INTERNAL_ERROR,
                    "The installation misses " + file + ", or it cannot be read: " + Reasons.of(e)
                            + ". Install Candor anew.");
        }
    }
}
