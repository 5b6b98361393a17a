/// One value that is too large to be handed about: where it lies is.
@safe struct Box<Content: ~Copyable>: ~Copyable, @unchecked Sendable {
  let address: UnsafePointer<Content>

  init(_ content: consuming Content) {
    let place = UnsafeMutablePointer<Content>.allocate(capacity: 1)
    unsafe place.initialize(to: content)
    unsafe address = UnsafePointer(place)
  }

  deinit {
    let place = unsafe UnsafeMutablePointer(mutating: address)
    unsafe place.deinitialize(count: 1)
    unsafe place.deallocate()
  }
}
