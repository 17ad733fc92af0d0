package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedAdapterTest extends AdapterContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
