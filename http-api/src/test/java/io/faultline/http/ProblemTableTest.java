package io.faultline.http;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup;

class ProblemTableTest {
    private final MockMvcTester http = MockMvcTester
            .create(standaloneSetup(new Late()).setControllerAdvice(new ProblemTable()).build());

    /** Loses every race. */
    @RestController
    static class Late {
        @PostMapping("/late")
        String late() {
            throw new DuplicateKeyException("experiment_name");
        }
    }

    @Test
    void tellsTheSecondOfTwoThatTheNameIsTaken() {
        assertThat(http.post().uri("/late")).hasStatus(409).hasContentType("application/problem+json").bodyJson()
                .extractingPath("$.type").asString().endsWith("/conflict");
    }
}
