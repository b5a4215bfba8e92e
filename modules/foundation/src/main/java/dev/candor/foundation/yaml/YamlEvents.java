package dev.candor.foundation.yaml;

import dev.candor.foundation.files.LineScanner;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** The parsing events of one document, one after the other. */
final class YamlEvents {
    private static final int BUFFER = 8192;

    private final ParserImpl parser;
    private final boolean nothing;

    /** Steps to the first event of the document's value. */
    YamlEvents(byte[] utf8) {
        int from = LineScanner.byteOrderMark(utf8, 0, utf8.length);
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(YamlReader.MAX_DEPTH);
        this.parser = new ParserImpl(
                new StreamReader(Channels.newReader(
                        Channels.newChannel(new ByteArrayInputStream(utf8, from, utf8.length - from)),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT),
                        BUFFER)),
                options);
        next();
        this.nothing = parser.checkEvent(Event.ID.StreamEnd);
        if (!nothing) {
            next();
        }
    }

    /** Whether there is no document at all. */
    boolean isNothing() {
        return nothing;
    }

    boolean isMapping() {
        return parser.checkEvent(Event.ID.MappingStart);
    }

    boolean isNext(Event.ID kind) {
        return parser.checkEvent(kind);
    }

    Event next() {
        return parser.getEvent();
    }

    /** Nothing may follow the document. */
    void mustEnd() throws YamlSyntaxException {
        next();
        Event behind = next();
        if (behind instanceof DocumentStartEvent) {
            throw fault(behind, "expected a single document in the stream, but found another document");
        }
    }

    static YamlSyntaxException fault(Event event, String sentence) {
        return YamlSyntaxException.at(Optional.ofNullable(event.getStartMark()), sentence);
    }
}
