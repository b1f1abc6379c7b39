using Kandji.Client.Http;

namespace Kandji.Client.Paging;

/// <summary>The errors of lists that cannot be read to their end. The items that were read before are already written.</summary>
internal static class IncompleteListException
{
    public static KandjiApiException Repeats(ApiRequest request, long read) => Make(request,
        $"The service returned a page for the second time, after {read} items.");

    public static KandjiApiException SharesIds(ApiRequest request, long read) => Make(request,
        $"Different items of the list have the same id, so that some may have been taken for others of the {read} that were read.");

    public static KandjiApiException EndedEarly(ApiRequest request, long read, long total) => Make(request,
        $"The list ended after {read} of {total} items.");

    public static KandjiApiException DoesNotJoinOn(ApiRequest request, long read) => Make(request,
        $"After {read} items the service answered a page that does not join on to the one before it, also when it was read again.");

    public static KandjiApiException HasGap(ApiRequest request, long read) => Make(request,
        $"A page in the middle of the list came short, so that items between it and the next page may be missing from the {read} that were "
            + "read.");

    public static KandjiApiException KeepsChanging(ApiRequest request, long read) => Make(request,
        $"The list changed each time it was read, {read} items the last time.");

    public static KandjiApiException UnreadableNext(ApiRequest request, long read) => Make(request,
        $"After {read} items the service named a next page in a form that is not known.");

    public static KandjiApiException PageGone(ApiRequest request, long read) => Make(request,
        $"After {read} items the service answered that the next page does not exist.");

    public static KandjiApiException NoList(ApiRequest request, long read) => Make(request,
        $"After {read} items the service answered something that is not a page of the list.", KandjiErrorKind.InvalidResponse);

    private static KandjiApiException Make(ApiRequest request, string what, KandjiErrorKind kind = KandjiErrorKind.IncompleteList) =>
        new(kind, $"{what} ({request.Operation.Method.Method} {request.PathAndQuery}) The items that were read are not the complete list. "
            + "Try again.")
        {
            Method = request.Operation.Method.Method,
            Path = request.PathAndQuery,
            Permission = request.Operation.Permission,
        };
}
