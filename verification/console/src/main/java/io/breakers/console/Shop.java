package io.breakers.console;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallRejectedException;
import io.breakers.api.Ticker;
import io.breakers.api.TripRule;
import io.breakers.api.Window;
import io.breakers.operations.BreakerRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A shop with the breakers of its services, whose backends fail when they are told to. */
public final class Shop implements AutoCloseable {
    /** Its till. */
    public interface PaymentService {
        String charge(String customer, long cents) throws Exception;

        String refund(String payment) throws Exception;

        String status(String payment) throws Exception;
    }

    public interface InventoryService {
        String stock(String article) throws Exception;

        String reserve(String article) throws Exception;
    }

    public interface SearchClient {
        String find(String words) throws Exception;

        String suggest(String letters) throws Exception;
    }

    public interface ShippingService {
        CompletionStage<String> quote(String order);

        CompletionStage<String> book(String order);
    }

    private final BreakerRegistry registry;
    private final Backends backends = new Backends();
    private final PaymentService payments;
    private final InventoryService inventory;
    private final SearchClient search;
    private final ShippingService shipping;
    private volatile boolean shippingHangs;

    /** Opens it; breakers stay open for {@code openFor}. */
    public Shop(Duration openFor) {
        this(openFor, Ticker.system());
    }

    /** Opens it, for a time that a test advances. */
    public Shop(Duration openFor, Ticker ticker) {
        BreakerConfig config = BreakerConfig.builder()
                .tripWhen(TripRule.failureRate(0.5, Window.ofCalls(20)).minimumCalls(10))
                .openFor(openFor)
                .ticker(ticker)
                .build();
        registry = BreakerRegistry.builder().config(config).quiet().build();
        payments = registry.protect(PaymentService.class, new PaymentService() {
            @Override
            public String charge(String customer, long cents) throws Exception {
                return backends.ask("payments");
            }

            @Override
            public String refund(String payment) throws Exception {
                return backends.ask("refunds");
            }

            @Override
            public String status(String payment) throws Exception {
                return backends.ask("status");
            }
        });
        inventory = registry.protect(InventoryService.class, new InventoryService() {
            @Override
            public String stock(String article) throws Exception {
                return backends.ask("inventory");
            }

            @Override
            public String reserve(String article) throws Exception {
                return backends.ask("inventory");
            }
        });
        search = registry.protect(SearchClient.class, new SearchClient() {
            @Override
            public String find(String words) throws Exception {
                return backends.ask("search");
            }

            @Override
            public String suggest(String letters) throws Exception {
                return backends.ask("search");
            }
        });
        shipping = registry.protect(ShippingService.class, new ShippingService() {
            @Override
            public CompletionStage<String> quote(String order) {
                return answer("quotes");
            }

            @Override
            public CompletionStage<String> book(String order) {
                return answer("shipping");
            }

            private CompletionStage<String> answer(String backend) {
                if (shippingHangs && backend.equals("shipping")) {
                    return new CompletableFuture<>();
                }
                try {
                    return CompletableFuture.completedStage(backends.ask(backend));
                } catch (Exception failure) {
                    return CompletableFuture.failedStage(failure);
                }
            }
        });
        function("recommendations");
        function("exchange-rates");
        function("loyalty-points");
        registry.breaker("fraud-check", config.toBuilder().enforce(0).build());
    }

    private Breaker function(String name) {
        return registry.breaker(name);
    }

    public BreakerRegistry registry() {
        return registry;
    }

    public Backends backends() {
        return backends;
    }

    /** From now on nobody hears of a parcel that is booked. */
    public void shippingHangs() {
        shippingHangs = true;
    }

    /** Calls one method of the shop by the name of its breaker; that it fails is what a customer would see. */
    public void call(String breaker) {
        try {
            switch (breaker) {
                case "PaymentService.charge" -> payments.charge("alice", 4_200);
                case "PaymentService.refund" -> payments.refund("p-1");
                case "PaymentService.status" -> payments.status("p-1");
                case "InventoryService.stock" -> inventory.stock("apples");
                case "InventoryService.reserve" -> inventory.reserve("apples");
                case "SearchClient.find" -> search.find("red apples");
                case "SearchClient.suggest" -> search.suggest("app");
                case "ShippingService.quote" -> shipping.quote("o-1");
                case "ShippingService.book" -> shipping.book("o-1");
                default -> registry.breaker(breaker).call(() -> backends.ask(breaker));
            }
        } catch (CallRejectedException rejected) {
            // The breaker counts it.
        } catch (Exception failed) {
            // The breaker counts it.
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
