package dev.candor.app.http;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the server puts up with: {@code candor.limits} of {@code config/application.yaml}, where the values that ship stand.
 *
 * @param body the largest body
 * @param bodyTime from the head of a request to the end of its body
 * @param largeBodies bodies over 16 KiB at once; more wait their turn
 * @param eventsBody the largest body of rows, as it is sent
 * @param eventsInflated the same unpacked
 * @param eventsTime from the head of a request to the end of its rows
 * @param headerSize the request line and all headers together
 * @param headers the most headers of a request
 * @param connections open at once
 * @param silence how long a connection may say nothing while a request is read
 * @param keepAlive how long a connection may wait for its next request
 * @param checkpointLag rows that wait longer than this for {@code telemetry.yaml} make the server unready
 * @param grace how long calls under way may take to end when the server stops
 */
@Validated
@ConfigurationProperties(prefix = Limits.PREFIX, ignoreUnknownFields = false)
record Limits(
        @Between(from = "1KB", to = "4MB") DataSize body,
        @Between(from = "1s", to = "5m") Duration bodyTime,
        @Between(from = "1", to = "64") int largeBodies,
        @Between(from = "1KB", to = "16384MB") DataSize eventsBody,
        @Between(from = "1KB", to = "65536MB") DataSize eventsInflated,
        @Between(from = "1s", to = "1h") Duration eventsTime,
        @Between(from = "1KB", to = "64KB") DataSize headerSize,
        @Between(from = "8", to = "256") int headers,
        @Between(from = "8", to = "4096") int connections,
        @Between(from = "1s", to = "5m") Duration silence,
        @Between(from = "1s", to = "1h") Duration keepAlive,
        @Between(from = "2s", to = "1h") Duration checkpointLag,
        @Between(from = "1s", to = "5m") Duration grace) {

    static final String PREFIX = "candor.limits";

    private static final DataSize MAX_TOTAL = DataSize.ofMegabytes(4);

    /** The keys of the file, in the order of the record. */
    static List<String> keys() {
        return Arrays.stream(Limits.class.getRecordComponents())
                .map(component -> key(component.getName()))
                .toList();
    }

    /** The key of a field. */
    static String key(String field) {
        return PREFIX + "." + DataObjectPropertyName.toDashedForm(field);
    }

    /** What a key expects, in words; none when it is no key. */
    static Optional<String> expectation(String key) {
        return Arrays.stream(Limits.class.getRecordComponents())
                .filter(component -> key(component.getName()).equals(key))
                .map(component -> component.getAnnotation(Between.class))
                .map(between ->
                        between.message().replace("{from}", between.from()).replace("{to}", between.to()))
                .findFirst();
    }

    int headerBytes() {
        return Math.toIntExact(headerSize.toBytes());
    }

    /** As values, bodies take up to 40 times their bytes, of a heap of 256 MB. */
    @AssertTrue(
            message = "expected candor.limits.body times candor.limits.large-bodies to be at most 4MB, or the heap"
                    + " could be too small for them")
    public boolean isFitForTheHeap() {
        return body.toBytes() * largeBodies <= MAX_TOTAL.toBytes();
    }
}
