package com.acme.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The jar, started as it would be. */
class AheadTest {
    private static String start(String... arguments) throws Exception {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dspring.aot.enabled=true",
                "-jar",
                System.getProperty("application.jar")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void aServiceIsProtectedWithFallbackEndpointAndHealthAsPropertiesSayAtRunTime() throws Exception {
        assertThat(start("--breakers.services.payments.failure-threshold=3"))
                .contains(
                        "ahead of time: true",
                        "Breakers: payments protects com.acme.ahead.Ahead$Payments as PaymentService (generated),"
                                + " 1 breaker, fallback offlinePayments for 1 method, trips at 3 consecutive failures",
                        "endpoint: true",
                        "health: true",
                        "answer: charged Ann",
                        "rejected: noted Ann");
    }

    @Test
    void nothingIsProtectedWhereItIsSwitchedOffAtRunTime() throws Exception {
        assertThat(start("--breakers.enabled=false"))
                .contains("ahead of time: true", "answer: charged Ann")
                .doesNotContain("rejected: ");
    }
}
