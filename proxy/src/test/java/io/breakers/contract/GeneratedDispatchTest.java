package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedDispatchTest extends DispatchContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
