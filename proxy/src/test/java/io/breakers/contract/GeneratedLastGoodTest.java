package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedLastGoodTest extends LastGoodContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
