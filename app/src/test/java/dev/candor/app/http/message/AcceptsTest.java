package dev.candor.app.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AcceptsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json, text/event-stream|true|true",
                "text/event-stream,application/json;q=0.5|true|true",
                "APPLICATION/JSON|true|false",
                "application/*|true|false",
                "text/event-stream|false|true",
                "text/*; q=0.1|false|true",
                "*/*|true|true",
                "text/html, */*;q=0.1|true|true",
                "text/html|false|false",
                "application/jsonp|false|false",
                "''|true|false",
                "' , '|true|false"
            })
    void of_header_readsTheRanges(String header, boolean json, boolean stream) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept", header);
        assertThat(Accepts.of(request).allows(Accepts.JSON)).isEqualTo(json);
        assertThat(Accepts.of(request).stream()).isEqualTo(stream);
    }

    @Test
    void of_twoHeaders_countTogether_andNoneIsJson() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        assertThat(Accepts.of(request).allows(Accepts.JSON)).isTrue();
        assertThat(Accepts.of(request).stream()).isFalse();
        request.addHeader("Accept", "application/json");
        request.addHeader("Accept", "text/event-stream");
        assertThat(Accepts.of(request).allows(Accepts.JSON)).isTrue();
        assertThat(Accepts.of(request).stream()).isTrue();
    }
}
