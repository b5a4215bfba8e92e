package dev.candor.app.http.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestBodyTest {
    private static final int MAX_BYTES = 100_000;

    private final RequestBody bodies = new RequestBody(MAX_BYTES, Duration.ofMillis(500), 1);

    private static MockHttpServletRequest request(int bytes) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/tools/x");
        request.setContent(new byte[bytes]);
        return request;
    }

    private int lengthOf(int bytes) throws IOException {
        return bodies.use(request(bytes), body -> body.length);
    }

    @Test
    void body_isReadUpToTheBound() throws IOException {
        assertThat(lengthOf(0)).isZero();
        assertThat(lengthOf(MAX_BYTES)).isEqualTo(MAX_BYTES);
        assertThatThrownBy(() -> lengthOf(MAX_BYTES + 1)).hasMessage("body-too-large");
    }

    @Test
    void secondLargeBody_waits_andIsRefused_butASmallOneGoesBy() throws IOException {
        String seen = bodies.use(request(MAX_BYTES), large -> {
            assertThatThrownBy(() -> lengthOf(MAX_BYTES)).hasMessage("too-many-bodies");
            assertThat(lengthOf(100)).isEqualTo(100);
            return "done";
        });
        assertThat(seen).isEqualTo("done");
    }

    @Test
    void largeBody_givesItsPlaceBack_alsoWhenItFails() throws IOException {
        assertThatThrownBy(() -> bodies.use(request(MAX_BYTES), body -> {
                    throw new IllegalStateException("x");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lengthOf(MAX_BYTES + 1)).hasMessage("body-too-large");
        assertThat(lengthOf(MAX_BYTES)).isEqualTo(MAX_BYTES);
    }
}
