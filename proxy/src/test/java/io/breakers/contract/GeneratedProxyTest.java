package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedProxyTest extends ProxyContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
