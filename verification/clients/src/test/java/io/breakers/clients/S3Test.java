package io.breakers.clients;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.tools.LoopbackServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The recipe for the client of S3. */
class S3Test extends HttpContract {
    // snippet: s3
    static final BreakerConfig CONFIG =
            BreakerConfig.builder().failWhen(S3Test::isOutage).build();

    private static boolean isOutage(Throwable thrown) {
        return !(thrown instanceof SdkServiceException answer)
                || answer.statusCode() >= 500
                || answer.isThrottlingException();
    }

    static S3Client protect(S3Client s3, BreakerConfig config) {
        return Breakers.builder(S3Client.class, s3)
                .config(config)
                .oneBreaker("s3")
                .unprotected("close", "serviceName", "serviceClientConfiguration", "utilities", "waiter")
                .build();
    }
    // end

    private S3Client s3;

    S3Test() {
        super(new LoopbackServer("text/plain", request -> "a picture"));
    }

    @AfterEach
    void closeClient() {
        s3.close();
    }

    @Override
    void connect(Duration patience) {
        S3Client client = S3Client.builder()
                .endpointOverride(URI.create(server.url()))
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(
                        override -> override.apiCallTimeout(patience).retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        s3 = protect(client, watched(CONFIG));
    }

    @Override
    void call(String mark) {
        s3.getObjectAsBytes(request -> request.bucket("pictures").key(mark));
    }
}
