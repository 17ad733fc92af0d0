package io.breakers.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

class RedisServerTest {
    @Test
    void saysWhatToInstallWhereThereIsNone() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new RedisServer("no-such-redis", List.of()))
                .withMessage("This needs Redis, and there is no no-such-redis. Install it (Debian: apt-get install"
                        + " redis-server; macOS: brew install redis), say where it is by -Dredis=..., or leave its"
                        + " tests out by -Dredis=none.");
    }

    @Test
    @DisabledIfSystemProperty(named = "redis", matches = "none")
    void oneThatDoesNotStartIsNotTakenForOneThatDoes() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new RedisServer("--no-such-option", "1"))
                .withMessageContaining("did not start:\n")
                .withMessageContaining("no-such-option");
    }

    @Test
    @DisabledIfSystemProperty(named = "redis", matches = "none")
    void aPortThatIsTakenIsReported() throws Exception {
        try (var first = new RedisServer()) {
            String port = String.valueOf(first.port());

            assertThatIllegalStateException()
                    .isThrownBy(() -> new RedisServer("--port", port))
                    .withMessageContaining("did not start:\n")
                    .withMessageContaining("Address already in use");
            assertThat(first.isAlive()).isTrue();
        }
    }
}
