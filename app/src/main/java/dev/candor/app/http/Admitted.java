package dev.candor.app.http;

import dev.candor.app.http.page.BrowserSession;
import dev.candor.foundation.json.RowFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What the gate found out about a request that gets in.
 *
 * @param variables of the path, by name
 * @param query what stands behind the {@code ?}
 * @param rows how rows stand in the body; empty when it brings none
 * @param seesStatusOnly whether whoever asks may see no more than a status
 * @param browser the session of the browser that asks; empty for a program
 */
record Admitted(
        Route route,
        Map<String, String> variables,
        Query query,
        Optional<RowFormat> rows,
        boolean seesStatusOnly,
        Optional<BrowserSession> browser) {}
