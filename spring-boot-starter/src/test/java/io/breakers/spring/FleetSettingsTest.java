package io.breakers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.fleet.Fleet;
import io.breakers.fleet.RedisFleet;
import io.breakers.operations.BreakerRegistry;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which fleet an application joins, and what is wrong with it. No Redis is there. */
@ExtendWith(OutputCaptureExtension.class)
class FleetSettingsTest {
    private static final String URL = "breakers.fleet.redis.url=redis://ann:s3cret@localhost:1";

    record Commands(Fleet fleet) {}

    @Configuration(proxyBeanMethods = false)
    static class OwnFleet {
        @Bean
        Fleet fleet(BreakerRegistry registry) {
            return Fleet.of(registry, RedisFleet.at("redis://localhost:1").group("own"));
        }
    }

    private static ApplicationContextRunner app(String... properties) {
        return Runners.of(SelectionTest.Stripe.class).withPropertyValues(properties);
    }

    @Test
    void withoutTheAddressThereIsNoFleet() {
        app("breakers.fleet.group=shop")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Fleet.class));
        app("breakers.fleet.redis.url=")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Fleet.class));
        app(URL, "breakers.enabled=false", "breakers.fleet.group=shop")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Fleet.class));
    }

    @Test
    void withoutTheModuleAndTheClientApplicationsStartThatDoNotAskForThem() {
        app("breakers.protect=stripePayments")
                .withClassLoader(new FilteredClassLoader("io.breakers.fleet", "io.lettuce"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("breakersFleet"));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(Runners.mistakes(app(URL, "breakers.fleet.group=shop")
                        .withClassLoader(new FilteredClassLoader("io.breakers.fleet"))))
                .singleElement()
                .asString()
                .startsWith("breakers.fleet.redis.url needs io.breakers:breakers-fleet, which is not there. [")
                .endsWith("Action: add io.breakers:breakers-fleet to the application, or leave the property out");
        assertThat(Runners.mistakes(app(URL, "breakers.fleet.group=shop")
                        .withBean(Commands.class)
                        .withClassLoader(new FilteredClassLoader(RedisClient.class))))
                .singleElement()
                .asString()
                .startsWith("breakers.fleet.redis.url needs io.lettuce:lettuce-core, which is not there. [");
    }

    @Test
    void aWrongAddressIsAMistakeThatDoesNotShowIt(CapturedOutput output) {
        assertThat(Runners.mistakes(
                        app("breakers.fleet.redis.url=http://ann:s3cret@localhost", "breakers.fleet.group=shop")
                                .withBean(Commands.class)))
                .singleElement()
                .asString()
                .startsWith("breakers.fleet.redis.url is no address of Redis; it is not shown, because it may hold a"
                        + " password. [")
                .endsWith("Action: write one such as redis://localhost:6379 or rediss://user:password@host:6380/0");
        assertThat(output.getAll()).doesNotContain("s3cret");
    }

    @Test
    void aPlaceholderThatCannotBeResolvedDoesNotShowTheRest(CapturedOutput output) {
        for (String key : new String[] {"redis.url", "redis.uri", "redis"}) {
            assertThat(Runners.mistakes(app(
                            "breakers.fleet." + key + "=redis://ann:s3cret@${host-of-redis}",
                            "host-of-redis=${host-of-redis}",
                            "breakers.fleet.group=shop")))
                    .anySatisfy(mistake -> assertThat(mistake)
                            .startsWith(
                                    "breakers.fleet." + key + " has a placeholder that cannot be resolved; it is not"
                                            + " shown, because it may hold a password. ["))
                    .noneSatisfy(mistake -> assertThat(mistake).contains("s3cret"));
        }
        assertThat(output.getAll()).doesNotContain("s3cret");
    }

    @Test
    void aFleetNeedsAName() {
        assertThat(Runners.mistakes(app(URL)))
                .singleElement()
                .asString()
                .startsWith("breakers.fleet.redis.url needs to know whose fleet it is, and there is no"
                        + " spring.application.name. [")
                .endsWith("Action: set breakers.fleet.group or spring.application.name");
        assertThat(Runners.mistakes(app(URL, "spring.application.name=my shop")))
                .containsExactly("spring.application.name: 'my shop' is no name of a fleet's group. Action: set"
                        + " breakers.fleet.group to 1 to 64 letters, digits, dots, hyphens and underscores");
        assertThat(Runners.mistakes(app(URL, "spring.application.name=shop", "breakers.fleet.group=a b")))
                .singleElement()
                .asString()
                .startsWith("breakers.fleet.group: 'a b' is no name of a fleet's group. [");
    }

    @Test
    void theGroupIsTheNameOfTheApplicationUnlessItIsSaid() {
        app(URL, "spring.application.name=stock")
                .run(context ->
                        assertThat(context.getBean(Fleet.class)).hasToString("fleet stock at redis://localhost:1"));
        app(URL, "spring.application.name=stock", "breakers.fleet.group=shop")
                .run(context ->
                        assertThat(context.getBean(Fleet.class)).hasToString("fleet shop at redis://localhost:1"));
    }

    @Test
    void aFleetOfTheApplicationTakesItsPlace() {
        Runners.of(OwnFleet.class)
                .withPropertyValues(URL, "breakers.fleet.group=shop")
                .run(context ->
                        assertThat(context.getBean(Fleet.class)).hasToString("fleet own at redis://localhost:1"));
    }
}
