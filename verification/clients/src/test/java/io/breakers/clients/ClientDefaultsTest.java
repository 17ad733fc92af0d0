package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import feign.DefaultRetryer;
import feign.Request;
import feign.RequestTemplate;
import feign.RetryableException;
import io.lettuce.core.RedisURI;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What docs/guide/clients.md says that clients do unless they are told otherwise. */
class ClientDefaultsTest {
    @Test
    void hikariWaitsHalfAMinuteForAConnection() {
        assertThat(new HikariConfig().getConnectionTimeout()).isEqualTo(30_000);
    }

    @Test
    void feignTriesFiveTimes() {
        Request request = Request.create(
                Request.HttpMethod.GET, "http://localhost/", Map.of(), Request.Body.empty(), new RequestTemplate());
        // May be tried again at once, so that nothing waits.
        var failure = new RetryableException(503, "down", Request.HttpMethod.GET, 0L, request);
        var retries = new DefaultRetryer();

        for (int attempt = 1; attempt < 5; attempt++) {
            retries.continueOrPropagate(failure);
        }
        assertThatExceptionOfType(RetryableException.class).isThrownBy(() -> retries.continueOrPropagate(failure));
    }

    @Test
    void aProducerOfKafkaWaitsTwoMinutesAndOneForTheTopic() {
        assertThat(ProducerConfig.configDef().defaultValues())
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000)
                .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000L);
    }

    @Test
    void lettuceWaitsAMinute() {
        assertThat(RedisURI.create("redis://localhost").getTimeout()).hasMinutes(1);
    }

    @Test
    void s3TriesFourTimesWithoutATimeoutForAllOfIt() {
        try (S3Client s3 = S3Client.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var configuration = s3.serviceClientConfiguration().overrideConfiguration();

            assertThat(configuration.retryStrategy().orElseThrow().maxAttempts())
                    .isEqualTo(4);
            assertThat(configuration.apiCallTimeout()).isEmpty();
        }
    }
}
